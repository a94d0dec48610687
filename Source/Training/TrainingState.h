#pragma once

#include "Training/Adam.h"
#include "Training/Validation.h"

#include <optional>
#include <vector>

namespace dequantizer
{

/// The best parameters so far, chosen by the loss on the validation sounds.
struct BestParameters
{
    long step = 0; ///< minibatches that they had seen
    std::vector<float> parameters;
    ValidationFigures figures;
};

/// All that changes during a training run. Put back into another trainer of the same run, training continues as if it
/// had never stopped.
struct TrainingState
{
    long step = 0; ///< minibatches done
    std::vector<float> parameters;
    Adam adam;
    std::vector<float> tracked; ///< see Parametrisation::trackedState()
    std::optional<BestParameters> best;
};

} // namespace dequantizer
