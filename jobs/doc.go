// Package jobs runs the pipeline on its schedules: it ties the crawler, the
// analyzer and the store together. Its steps:
//
//  1. a sweep, once a minute, asks which sources are due by their cron
//     expressions and inserts one scan a site, unique in the fleet; because it
//     compares with the last completed scan, a tick missed while nothing ran is
//     caught up by the first sweep after it;
//  2. a scan walks the due sources of its site one after the other: links found
//     are put down in the store first, then each is fetched, kept as evidence,
//     extracted, analysed and stored in one transaction;
//  3. what fails is put down with its reason and tried again a bounded number of
//     times, later each time;
//  4. after scans that stored something the ledger is computed again.
//
// Workers hold nothing that is not in the store: killed at any point, the next
// run goes on where the store stands.
package jobs
