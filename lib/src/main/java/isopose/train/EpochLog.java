package isopose.train;

import java.util.Map;

/**
 * What an epoch of joint training was like: the rows of {@code epochs.parquet}.
 *
 * @param epoch 1 for the first
 * @param values by column name, e.g. "joints", "adversarial", "discriminator_accuracy", "seconds"
 */
public record EpochLog(int epoch, Map<String, Double> values) {}
