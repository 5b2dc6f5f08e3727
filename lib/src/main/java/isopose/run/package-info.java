/** Trainings and adaptations: identity, execution and records. */
package isopose.run;
