#pragma once

#include "Algorithm/PrimalDual.h"

#include <cmath>

namespace dequantizer
{

/// The relative duality gap of one frame,
///
///     (P - D) / P,   P = ||K y||_1,   D = min over the cell of <K^T psi, y'>,
///
/// from K y, [k], and K^T psi, [n], for |psi| <= 1 and y in its cell. It is >= 0, and 0 at an optimum.
template <typename Analysed, typename Adjoint, typename Bound>
[[nodiscard]] double relativeGap(const Eigen::MatrixBase<Analysed>& analysed, const Eigen::MatrixBase<Adjoint>& adjoint,
                                 const Eigen::MatrixBase<Bound>& lower, const Eigen::MatrixBase<Bound>& upper)
{
    const auto primal = static_cast<double>(analysed.cwiseAbs().sum());
    const auto dual = static_cast<double>(adjoint.cwiseProduct(lower).cwiseMin(adjoint.cwiseProduct(upper)).sum());
    return primal > 0.0 ? (primal - dual) / primal : 0.0;
}

/// The restarts of PDLP (D. Applegate et al., "Practical large-scale linear programming using primal-dual hybrid
/// gradient", NeurIPS 2021, Section 3.2) for the Chambolle-Pock iteration, for each frame by itself. An epoch ends when
///
///     gap <= 0.2 of that at its start; or
///     gap <= 0.8 of it, and the gap has grown since the last iteration; or
///     the epoch has taken 0.36 of all iterations so far (only looked at after 64 iterations),
///
/// where "gap" is that of the better of the current pair and the average of the epoch. The next epoch starts at this
/// pair. The constants are those of cuPDLP (H. Lu & J. Yang, 2023).
///
/// PDLP measures progress by a gap normalised by a trust region because that of a general linear program may be
/// infinite. Here y and psi are bounded, so the duality gap itself is finite, and it is sharp as well. It takes no more
/// products: K y follows from the product with the extrapolated y that the iteration computes anyway.
template <typename Scalar>
class SchemeRestarts
{
public:
    /// Called in every iteration between its product with K and the rest, from the first on. `primal`, `dual` and
    /// `adjoint` are y, psi and K^T psi of the iteration before. Where an epoch ends, changes the columns of `start`
    /// and of `analysed` = K start.analysisPoint. `Start` is SchemeStart<Scalar>.
    template <typename Start>
    void decide(const CellFrames<Scalar>& frames, Scalar theta, const Matrix<Scalar>& primal,
                const Matrix<Scalar>& dual, const Matrix<Scalar>& adjoint, Start& start, Matrix<Scalar>& analysed)
    {
        const auto batch = frames.input.cols();
        if (iteration++ == 0)
        {
            spectrum = analysed;
            sums = {Matrix<Scalar>::Zero(primal.rows(), batch), Matrix<Scalar>::Zero(dual.rows(), batch),
                    Matrix<Scalar>::Zero(dual.rows(), batch), Matrix<Scalar>::Zero(primal.rows(), batch)};
            length = counts = Vector<int>::Zero(batch);
            // psi = 0, so that D = 0 and the gap is 1.
            gapAtStart = gapBefore = Vector<double>::Ones(batch);
            return;
        }
        // The analysis point is y + theta (y - y of the iteration before).
        spectrum = (analysed + theta * spectrum) / (Scalar(1) + theta);
        sums.primal += primal;
        sums.dual += dual;
        sums.spectrum += spectrum;
        sums.adjoint += adjoint;
        counts.setZero();
        for (Eigen::Index m = 0; m < batch; ++m)
        {
            const Scalar share = Scalar(1) / static_cast<Scalar>(++length(m));
            const double current =
                relativeGap(spectrum.col(m), adjoint.col(m), frames.lower.col(m), frames.upper.col(m));
            const double average = relativeGap(share * sums.spectrum.col(m), share * sums.adjoint.col(m),
                                               frames.lower.col(m), frames.upper.col(m));
            const double gap = std::min(current, average);
            if (endsEpoch(m, gap))
            {
                if (average < current)
                {
                    counts(m) = length(m);
                    spectrum.col(m) = share * sums.spectrum.col(m);
                    begin(m, share * sums.primal.col(m), share * sums.dual.col(m), start);
                }
                else
                {
                    counts(m) = 1;
                    begin(m, primal.col(m), dual.col(m), start);
                }
                analysed.col(m) = spectrum.col(m);
                for (auto* sum : {&sums.primal, &sums.dual, &sums.spectrum, &sums.adjoint})
                    sum->col(m).setZero();
                length(m) = 0;
                gapAtStart(m) = gap;
            }
            gapBefore(m) = gap;
        }
    }

    /// The number of iterates that each frame's last start is the average of, [m]: 0 where no epoch ended, 1 where the
    /// next started at the current pair.
    [[nodiscard]] const Vector<int>& averaged() const noexcept { return counts; }

private:
    [[nodiscard]] bool endsEpoch(Eigen::Index m, double gap) const
    {
        constexpr double sufficient = 0.2, necessary = 0.8, longest = 0.36;
        constexpr int firstLong = 64;
        return gap <= sufficient * gapAtStart(m) || (gap <= necessary * gapAtStart(m) && gap > gapBefore(m)) ||
               (iteration > firstLong && length(m) >= longest * iteration);
    }

    template <typename Primal, typename Dual, typename Start>
    static void begin(Eigen::Index m, const Primal& primal, const Dual& dual, Start& start)
    {
        for (auto* target : {&start.primal, &start.movedPrimal, &start.analysisPoint})
            target->col(m) = primal;
        for (auto* target : {&start.dual, &start.movedDual})
            target->col(m) = dual;
    }

    struct Sums
    {
        Matrix<Scalar> primal, dual, spectrum, adjoint;
    };

    Sums sums;               // over the iterates of the epoch
    Matrix<Scalar> spectrum; // K y
    Vector<int> length;      // of the epoch, in iterations
    Vector<int> counts;
    Vector<double> gapAtStart, gapBefore;
    int iteration = 0;
};

} // namespace dequantizer
