// Package mailbox reads the pages on which an office shows what people ask it and
// what it replies (市长信箱, 网民留言), whatever their layout:
//
//  1. a line is searched for labels (来信时间：, 答复单位), which are put together of
//     what is spoken of and what about it;
//  2. the lines are taken apart into fields, a label with what stands behind it, or
//     below it in a table;
//  3. text without a label is the question or the reply by where it stands;
//  4. a page with enough of the labels, and none of the marks of a story, is a
//     message.
//
// It is a room of its own because the crawler cuts a message out of its page by the
// same labels by which the analyzer tells what is asked and whether it was replied to.
package mailbox
