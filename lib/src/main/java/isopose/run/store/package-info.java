/** Folders of runs, and their results as Parquet files that SQL queries read through DuckDB. */
package isopose.run.store;
