package isopose.train;

import isopose.data.PoseSequence;
import java.util.List;

/**
 * The labelled clips of an epoch. A source with random bodies or cameras gives other clips for
 * another seed, every other one always the same list.
 */
@FunctionalInterface
public interface EpochSource {
  /** The clips, with 2D and 3D poses, for an epoch of this seed. */
  List<PoseSequence> clips(long epochSeed);
}
