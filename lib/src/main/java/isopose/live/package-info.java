/** Poses that arrive one by one, lifted and adapted as they arrive: a camera, or a recording. */
package isopose.live;
