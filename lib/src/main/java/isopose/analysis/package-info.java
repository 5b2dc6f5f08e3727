/**
 * What an adaptation changed and why: limb ratios, the two-way classifier and its hidden features,
 * agreement of the two losses' gradients, samples that improve or become worse.
 */
package isopose.analysis;
