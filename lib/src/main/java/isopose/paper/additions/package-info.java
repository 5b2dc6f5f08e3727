/** Experiments on what this project adds to the paper: the body, and stabilized adaptation. */
package isopose.paper.additions;
