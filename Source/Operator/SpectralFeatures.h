#pragma once

#include "Algorithm/Matrix.h"
#include "Operator/BarkBands.h"

#include <algorithm>
#include <cmath>

namespace dequantizer
{

/// The range of frames, relative to the current one, over which the context feature is averaged.
struct FrameContext
{
    int first = -8; ///< <= 0
    int last = 0;   ///< >= 0; 0 uses no future frames

    /// A batch consists of groups of this many consecutive frames; a context does not extend beyond its group. >= 1.
    int group = 1;
};

/// The inputs of the networks of the windowed Fourier operator, computed from p = |u|^2 / g^2, the power of the
/// coefficients u = K ybar relative to that of the quantisation noise, g^2 (see WindowedFourier::noisePower()), with
///
///     LG(v) = 0.3 ln(v + 0.05).
///
/// Beyond the first and the last row, p is extended by reflection. For the two rows next to either end, the missing
/// neighbour at distance 2 is replaced by the third row from that end.
template <typename Scalar>
struct SpectralFeatures
{
    static constexpr Eigen::Index perRow = 11;
    static constexpr Eigen::Index perFrame = 3;
    static constexpr Eigen::Index bandsPerFrame = 2 * barkBandCount;

    /// The widest mean includes this many rows on either side, so there must be more rows than that.
    static constexpr Eigen::Index reach = 16;

    /// [k, 11 m], frame j in columns 11 j ..:  LG p at rows i, i-1, i+1, i-2, i+2; LG of the means of p over 9 and 33
    /// rows; 0.4 ln(1 + f_i / 100 Hz) - 1; LG of the frame's mean p; the mean of LG p over the frame; LG of the mean of
    /// p at this row over the context of the frame.
    Matrix<Scalar> rows;

    /// [3, m]: LG of the frame's mean p; the mean of LG p over the frame; the mean of LG p over its upper half.
    Matrix<Scalar> frames;

    /// [48, m]: LG of the mean of p in each critical band (BarkBands.h), then the same for the mean of p over the
    /// context of the frame. A band without rows has p = 0.
    Matrix<Scalar> bands;

    /// sqrt(mean of p over 3 rows), [k, m].
    Matrix<Scalar> magnitude;

    Matrix<Scalar> power; ///< p, [k, m]

    void compute(const Matrix<Scalar>& analysed, const Vector<Scalar>& noisePower, double hertzPerRow,
                 const FrameContext& context);

    /// The transposed derivative of compute(): maps derivatives with respect to `rows`, `frames`, `bands` and
    /// `magnitude` to the derivative with respect to `analysed`, divided by the row weights of its inner product.
    void backPropagate(const Matrix<Scalar>& analysed, const Vector<Scalar>& noisePower,
                       const Vector<Scalar>& rowWeights, const FrameContext& context,
                       const Matrix<Scalar>& rowsGradient, const Matrix<Scalar>& framesGradient,
                       const Matrix<Scalar>& bandsGradient, const Matrix<Scalar>& magnitudeGradient,
                       Matrix<Scalar>& analysedGradient) const;

private:
    using Column = Eigen::Array<Scalar, Eigen::Dynamic, 1>;
    static constexpr Scalar floor = Scalar(0.05);

    static Column logPower(const Column& v) { return Scalar(0.3) * (v + floor).log(); }
    static Scalar logPower(Scalar v) { return Scalar(0.3) * std::log(v + floor); }

    // Frames `begin` to `end` (not included) around `frame`.
    struct Range
    {
        Eigen::Index begin, end;
    };
    static Range rangeOf(Eigen::Index frame, Eigen::Index batch, const FrameContext& context)
    {
        const Eigen::Index first = frame / context.group * context.group;
        const Eigen::Index end = std::min<Eigen::Index>(first + context.group, batch);
        return {std::max(first, frame + context.first), std::min(end, frame + context.last + 1)};
    }

    // Means of 2 r + 1 rows around each row, with mirrored ends, for r = 1, 4, 16 in turn.
    struct Means
    {
        Column three, nine, thirtyThree;
    };
    static Means meansOf(const Column& p);

    // The transpose of meansOf(); adds to `gradient`.
    static void addMeansTransposed(const Means& derivative, Column& gradient);

    // LG of the mean of `values` in each critical band.
    [[nodiscard]] Column bandsOf(const Column& values) const;

    // The transposed derivative of bandsOf() at `values`; adds to `gradient`.
    void addBandsTransposed(const Column& values, const Column& derivative, Column& gradient) const;

    BarkBandRows bandRows;
};

template <typename Scalar>
typename SpectralFeatures<Scalar>::Means SpectralFeatures<Scalar>::meansOf(const Column& p)
{
    const auto k = p.size();
    Column extended(k + 2 * reach);
    extended.segment(reach, k) = p;
    extended.head(reach) = p.segment(1, reach).reverse();
    extended.tail(reach) = p.segment(k - 1 - reach, reach).reverse();

    // Each sum is built from shorter ones: three(i) is centred on extended(i + 1), nine(i) on extended(i + 4).
    const auto size = extended.size();
    const Column three = extended.head(size - 2) + extended.segment(1, size - 2) + extended.tail(size - 2);
    const Column nine = three.head(size - 8) + three.segment(3, size - 8) + three.tail(size - 8);
    const auto nineAt = [&](Eigen::Index offset) { return nine.segment(reach - 4 + offset, k); };
    const auto threeAt = [&](Eigen::Index offset) { return three.segment(reach - 1 + offset, k); };
    return {threeAt(0) / Scalar(3), nineAt(0) / Scalar(9),
            (nineAt(-12) + nineAt(-3) + nineAt(6) + threeAt(12) + threeAt(15)) / Scalar(33)};
}

template <typename Scalar>
void SpectralFeatures<Scalar>::addMeansTransposed(const Means& derivative, Column& gradient)
{
    const auto k = gradient.size();
    Column extended = Column::Zero(k + 2 * reach);
    Column three = Column::Zero(extended.size() - 2);
    Column nine = Column::Zero(extended.size() - 8);
    const Column wide = derivative.thirtyThree / Scalar(33);
    nine.segment(reach - 4, k) += derivative.nine / Scalar(9);
    for (const Eigen::Index offset : {-12, -3, 6})
        nine.segment(reach - 4 + offset, k) += wide;
    three.segment(reach - 1, k) += derivative.three / Scalar(3);
    for (const Eigen::Index offset : {12, 15})
        three.segment(reach - 1 + offset, k) += wide;
    for (const Eigen::Index offset : {0, 3, 6})
        three.segment(offset, nine.size()) += nine;
    for (const Eigen::Index offset : {0, 1, 2})
        extended.segment(offset, three.size()) += three;

    gradient += extended.segment(reach, k);
    gradient.segment(1, reach) += extended.head(reach).reverse();
    gradient.segment(k - 1 - reach, reach) += extended.tail(reach).reverse();
}

template <typename Scalar>
typename SpectralFeatures<Scalar>::Column SpectralFeatures<Scalar>::bandsOf(const Column& values) const
{
    Column result(barkBandCount);
    for (std::size_t q = 0; q < barkBandCount; ++q)
    {
        const auto count = static_cast<Eigen::Index>(bandRows.count(q));
        const auto begin = static_cast<Eigen::Index>(bandRows.begins[q]);
        result(static_cast<Eigen::Index>(q)) = logPower(count > 0 ? values.segment(begin, count).mean() : Scalar(0));
    }
    return result;
}

template <typename Scalar>
void SpectralFeatures<Scalar>::addBandsTransposed(const Column& values, const Column& derivative,
                                                  Column& gradient) const
{
    for (std::size_t q = 0; q < barkBandCount; ++q)
        if (const auto count = static_cast<Eigen::Index>(bandRows.count(q)); count > 0)
        {
            const auto begin = static_cast<Eigen::Index>(bandRows.begins[q]);
            const Scalar mean = values.segment(begin, count).mean();
            gradient.segment(begin, count) +=
                derivative(static_cast<Eigen::Index>(q)) * Scalar(0.3) / (mean + floor) / static_cast<Scalar>(count);
        }
}

template <typename Scalar>
void SpectralFeatures<Scalar>::compute(const Matrix<Scalar>& analysed, const Vector<Scalar>& noisePower,
                                       double hertzPerRow, const FrameContext& context)
{
    const auto k = analysed.rows() / 2;
    const auto batch = analysed.cols();
    rows.resize(k, perRow * batch);
    frames.resize(perFrame, batch);
    bands.resize(bandsPerFrame, batch);
    bandRows = BarkBandRows(static_cast<std::size_t>(k), hertzPerRow);
    magnitude.resize(k, batch);
    power.resize(k, batch);
    for (Eigen::Index m = 0; m < batch; ++m)
        power.col(m) =
            (analysed.col(m).head(k).array().square() + analysed.col(m).tail(k).array().square()) / noisePower(m);

    const Column frequency = Scalar(0.4) * (Scalar(1) + Column::LinSpaced(k, Scalar(0), static_cast<Scalar>(k - 1)) *
                                                            static_cast<Scalar>(hertzPerRow / 100.0))
                                               .log() -
                             Scalar(1);
    for (Eigen::Index m = 0; m < batch; ++m)
    {
        const Column p = power.col(m);
        const Column logarithm = logPower(p);
        const auto means = meansOf(p);
        const auto range = rangeOf(m, batch, context);
        const Column around = power.middleCols(range.begin, range.end - range.begin).rowwise().sum().array() *
                              (Scalar(1) / static_cast<Scalar>(range.end - range.begin));
        const auto feature = [&](Eigen::Index i) { return rows.col(perRow * m + i).array(); };

        feature(0) = logarithm;
        feature(1).tail(k - 1) = logarithm.head(k - 1);
        feature(1)(0) = logarithm(1);
        feature(2).head(k - 1) = logarithm.tail(k - 1);
        feature(2)(k - 1) = logarithm(k - 2);
        feature(3).tail(k - 2) = logarithm.head(k - 2);
        feature(3).head(2) = logarithm(2);
        feature(4).head(k - 2) = logarithm.tail(k - 2);
        feature(4).tail(2) = logarithm(k - 3);
        feature(5) = logPower(means.nine);
        feature(6) = logPower(means.thirtyThree);
        feature(7) = frequency;
        frames(0, m) = logPower(p.mean());
        frames(1, m) = logarithm.mean();
        frames(2, m) = logarithm.tail(k - k / 2).mean();
        feature(8) = frames(0, m);
        feature(9) = frames(1, m);
        feature(10) = logPower(around);
        bands.col(m).head(barkBandCount) = bandsOf(p).matrix();
        bands.col(m).tail(barkBandCount) = bandsOf(around).matrix();
        magnitude.col(m) = means.three.sqrt();
    }
}

template <typename Scalar>
void SpectralFeatures<Scalar>::backPropagate(const Matrix<Scalar>& analysed, const Vector<Scalar>& noisePower,
                                             const Vector<Scalar>& rowWeights, const FrameContext& context,
                                             const Matrix<Scalar>& rowsGradient, const Matrix<Scalar>& framesGradient,
                                             const Matrix<Scalar>& bandsGradient,
                                             const Matrix<Scalar>& magnitudeGradient,
                                             Matrix<Scalar>& analysedGradient) const
{
    const auto k = power.rows();
    const auto batch = power.cols();
    const auto slope = [](const Column& v) -> Column { return Scalar(0.3) / (v + floor); };
    Matrix<Scalar> powerGradient = Matrix<Scalar>::Zero(k, batch);
    for (Eigen::Index m = 0; m < batch; ++m)
    {
        const Column p = power.col(m);
        const auto means = meansOf(p);
        const auto feature = [&](Eigen::Index i) { return rowsGradient.col(perRow * m + i).array(); };

        Column logarithm = feature(0);
        logarithm.head(k - 1) += feature(1).tail(k - 1);
        logarithm(1) += feature(1)(0);
        logarithm.tail(k - 1) += feature(2).head(k - 1);
        logarithm(k - 2) += feature(2)(k - 1);
        logarithm.head(k - 2) += feature(3).tail(k - 2);
        logarithm(2) += feature(3).head(2).sum();
        logarithm.tail(k - 2) += feature(4).head(k - 2);
        logarithm(k - 3) += feature(4).tail(2).sum();
        logarithm += (framesGradient(1, m) + feature(9).sum()) / static_cast<Scalar>(k);
        const auto upperRows = k - k / 2;
        logarithm.tail(upperRows) += framesGradient(2, m) / static_cast<Scalar>(upperRows);

        Column gradient = logarithm * slope(p);
        gradient +=
            (framesGradient(0, m) + feature(8).sum()) * Scalar(0.3) / (p.mean() + floor) / static_cast<Scalar>(k);
        // If three rows are 0, the derivative of the magnitude by p is infinite, but that by `analysed` is bounded.
        const Column three =
            (means.three > Scalar(0))
                .select(magnitudeGradient.col(m).array() * Scalar(0.5) / means.three.sqrt(), Scalar(0));
        addMeansTransposed({three, feature(5) * slope(means.nine), feature(6) * slope(means.thirtyThree)}, gradient);
        addBandsTransposed(p, bandsGradient.col(m).head(barkBandCount), gradient);
        powerGradient.col(m).array() += gradient;

        const auto range = rangeOf(m, batch, context);
        const auto frameCount = range.end - range.begin;
        const Column around =
            power.middleCols(range.begin, frameCount).rowwise().sum().array() / static_cast<Scalar>(frameCount);
        Column aroundGradient = feature(10) * slope(around);
        addBandsTransposed(around, bandsGradient.col(m).tail(barkBandCount), aroundGradient);
        const Column share = aroundGradient / static_cast<Scalar>(frameCount);
        powerGradient.middleCols(range.begin, frameCount).colwise() += share.matrix();
    }
    analysedGradient.resize(2 * k, batch);
    for (Eigen::Index m = 0; m < batch; ++m)
    {
        const Column factor = Scalar(2) / noisePower(m) * powerGradient.col(m).array() / rowWeights.array();
        analysedGradient.col(m).head(k).array() = factor * analysed.col(m).head(k).array();
        analysedGradient.col(m).tail(k).array() = factor * analysed.col(m).tail(k).array();
    }
}

} // namespace dequantizer
