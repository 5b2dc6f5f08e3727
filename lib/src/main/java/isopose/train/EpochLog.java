package isopose.train;

import java.util.Map;

/**
 * The log of an epoch of training: the rows of {@code epochs.parquet}.
 *
 * @param epoch 1 for the first
 * @param values by column name, e.g. "joints", "adversarial", "discriminator_accuracy", "seconds"
 */
public record EpochLog(int epoch, Map<String, Double> values) {}
