/**
 * What an adaptation changed and why: limb ratios, the two-way classifier and its hidden features,
 * agreement of the two losses' gradients, who gains and who loses.
 */
package isopose.analysis;
