// Package byline reads who made a piece, by the grammar of Chinese bylines:
//
//	line      = { segment }
//	segment   = bracket | sentence                 // also behind a mark: □◎●
//	sentence  = [ head ] group                     // 本报讯 林测试 高示例报道
//	bracket   = open { group } close               // open and close need not match
//	group     = [ role [ sign ] ] { maker } [ closer ]
//	role      = 记者 | 通讯员 | 作者 | 摄影 | 责任编辑 …   // also padded: 记　者
//	sign      = ":" | "/" | "|" | "-" | "_" | the bracket around a role alone
//	maker     = [ medium ] person | organisation [ person ]
//	person    = surname given | letters standing apart | parts with a point | pen name
//	closer    = 摄 | 文/图 | 摄影报道 | 供稿 | 报道 …       // what those before it did
//
// Every form with its answer stands in testdata/grammar.txt, which is the test and
// is written to be read by the people whose names it is about.
//
// What decides where the grammar leaves a choice:
//
//   - A role holds until the next role, the bracket's end, or a word that goes on
//     with the story (记者走进社区); what follows a role directly must begin as a
//     name does.
//   - Common words are roles only with a sign (图/林测试) or standing apart before a
//     name (编辑 林测试).
//   - Names without a role are makers only in a bracket that follows the head of a
//     report (…电), ends the piece or has another role, behind a mark, or before a
//     closer; and only if nothing else stands there and they can be no other word.
//   - Names written together are cut so that as many as can be are names of the
//     registry, then so that each begins with a surname, three letters before two.
//   - Letters before 记者 say where the reporter belongs and are no maker; an
//     organisation before a name is one.
//   - 文 and 文/图 say who wrote it, not as what: such writers are listed with the
//     reporters and earn as authors do. 摄 adds the photographer to a role that is
//     there already.
//   - Editors and reviewers are kept apart from makers: they earn nothing.
package byline
