/** Runs and their results: what was computed, kept as Parquet files and asked in SQL. */
package isopose.run;
