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
    long step = 0; ///< the number of minibatches processed at that point
    std::vector<float> parameters;
    ValidationFigures figures;
};

/// Everything that changes during a training run. A trainer of the same run that restores this state continues as if
/// there had been no interruption.
struct TrainingState
{
    long step = 0; ///< the number of minibatches processed
    std::vector<float> parameters;
    Adam adam;
    std::vector<float> tracked; ///< see Parametrisation::trackedState()
    std::optional<BestParameters> best;
};

} // namespace dequantizer
