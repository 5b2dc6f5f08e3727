/** Scenarios: a labelled source, with its subjects and cameras, and an unlabelled target stream. */
package isopose.data.scenario;
