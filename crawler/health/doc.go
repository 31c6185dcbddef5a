// Package health says how a source stands, from the history of its scans alone:
//
//  1. name the last scan: what failed, or what of it differs from the scans
//     before (rows, dates, times, articles, latency, the structure of the list);
//  2. look back for the first scan that showed the same;
//  3. where nothing differs, hold the days of silence against the rhythm learned
//     from the source's own past.
//
// It reads no clock and no page; the same history gives the same answer.
package health
