package isopose.model;

/**
 * A self-supervised loss of the paper's family by its weights alone, so that its gradient can be
 * written out beforehand instead of being recorded: the terms of eq. 3 and 4, and {@code
 * identityView}.
 *
 * @param minimax whether the lifter's share of eq. 3 is log(1 - D(y)), to the letter; else -log
 *     D(y)
 * @param adversarial the weight of that term
 * @param identityView weight of |x - project(X)|^2
 * @param lambda2d weight of |x - x~|^2; 0 in eq. 3
 * @param lambda3d weight of |X - X~|^2; 0 in eq. 3
 */
public record ClosedForm(
    boolean minimax, double adversarial, double identityView, double lambda2d, double lambda3d) {}
