/** Which runs are missing, how long they take, and processes that complete them. */
package isopose.run.queue;
