#pragma once

#include "Model/Model.h"
#include "Signal/Quantiser.h"
#include "Training/GradientSolver.h"

#include <span>
#include <vector>

namespace dequantizer
{

/// Restores whole signals with a dense model with constant bounds by any algorithm, in float and many frames at a time.
/// An object must be used by one thread at a time.
class OfflineRestoration
{
public:
    /// Frames start every `hop` samples. `packed` is the K of `model`; both must outlive this object.
    OfflineRestoration(const Model& restoringModel, const PackedOperator& packed, int hop);

    /// Quantises `clean` and restores it, all of it: frames reach beyond both ends, where the signal is silent.
    [[nodiscard]] std::vector<float> restore(std::span<const float> clean, const Quantiser& quantiser);

private:
    const Model& model;
    const PackedOperator& K;
    const int hop;
    GradientSolver solver;
};

} // namespace dequantizer
