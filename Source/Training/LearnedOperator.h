#pragma once

#include "Training/PackedOperator.h"
#include "Training/TrainingSettings.h"

#include <span>
#include <vector>

namespace dequantizer
{

/// A matrix K, [k, n], that is learned in the coordinates given by a Basis, with its ||K||_2. The norm is tracked by
/// power iteration, which is cheap and, since updates of K are small, accurate enough for the step sizes in training.
class LearnedOperator
{
public:
    LearnedOperator(Basis basis, const Matrix<float>& initial);

    /// The coordinates of `initial`, [k, n].
    [[nodiscard]] Matrix<float> coordinatesOf(const Matrix<float>& initial) const;

    /// K from k n coordinates in column-major order.
    [[nodiscard]] Matrix<float> operatorOf(std::span<const float> coordinates) const;

    /// Sets K and updates the norm by one step of the power iteration.
    void set(std::span<const float> coordinates);

    /// The gradient with respect to the coordinates, from that with respect to K, [k, n], and to ||K||_2.
    void pullBack(Matrix<float> operatorGradient, double normGradient, std::span<float> gradient) const;

    [[nodiscard]] const PackedOperator& packed() const noexcept { return K; }
    [[nodiscard]] double norm() const noexcept { return trackedNorm; }
    [[nodiscard]] std::size_t size() const noexcept { return static_cast<std::size_t>(rows * columns); }

    /// The state of the power iteration before the last set(), see Parametrisation::trackedState().
    [[nodiscard]] std::vector<float> trackedState() const;
    void setTrackedState(std::span<const float> state);

private:
    const Eigen::Index rows, columns;
    Matrix<float> basis; // C, [n, n]; empty for Basis::samples
    PackedOperator K;
    double trackedNorm;
    Vector<float> left, right;   // the corresponding singular vectors, [k] and [n]
    Vector<float> previousRight; // the value of `right` before the last power iteration
};

} // namespace dequantizer
