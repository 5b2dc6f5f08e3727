/**
 * Every table and figure of the paper, and this project's additions to them, as declarations of
 * {@code isopose.study}; and the numbers that the paper prints.
 */
package isopose.paper;
