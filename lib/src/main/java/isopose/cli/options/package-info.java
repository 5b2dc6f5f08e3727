/**
 * Groups of options that several commands share, one class a group: the store, the model, the
 * scenario, preset and settings, the target of an adaptation, the engine. A group checks its values
 * and returns what they name; the commands in {@code isopose.cli} use them as picocli mixins.
 */
package isopose.cli.options;
