package isopose.train;

import isopose.data.Normalisation;
import isopose.model.Networks;
import isopose.model.Session;
import isopose.model.Weights;

/**
 * What every training starts from.
 *
 * @param weights trained in place
 * @param source the labelled clips of each epoch
 * @param seed of all random draws
 */
public record TrainingSetup(
    Session session,
    Networks networks,
    Weights weights,
    TrainingSettings settings,
    EpochSource source,
    Normalisation normalisation,
    long seed) {}
