/** One tree of settings: data, network, losses, training, input; and the presets. */
package isopose.config;
