// Package byline reads who made a piece, by the grammar of Chinese bylines. Its
// steps:
//
//  1. find the words that begin a role: 记者, 通讯员, 作者, 摄影, 责任编辑 and their
//     kin, the longest first;
//  2. after each, read names until a bracket, a full stop, another role or a word
//     that goes on with the story;
//  3. put letters written apart together (曾 强), cut names written together
//     (张三李四) at surnames, and tell organisations from people by their endings;
//  4. of a bracket at the end that has no role, take the unit and the name.
//
// Editors and reviewers are kept apart from makers: they earn nothing.
package byline
