package isopose.train;

import ai.djl.ndarray.NDArray;
import isopose.loss.SslPass;
import isopose.model.DropoutSeeds;
import isopose.model.DropoutSeeds.Way;

/** The networks' own answers, with this step's masks. */
record SeededAnswers(SslPass.Answers answers, DropoutSeeds seeds) implements SslPass.Answers {
  @Override
  public NDArray fake(NDArray projected) {
    return answers.fake(projected);
  }

  @Override
  public NDArray lift(NDArray fake) {
    seeds.before(Way.LIFT);
    return answers.lift(fake);
  }

  @Override
  public NDArray judge(NDArray pose2d) {
    seeds.before(Way.JUDGE_FAKE);
    return answers.judge(pose2d);
  }
}
