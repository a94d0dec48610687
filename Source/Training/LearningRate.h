#pragma once

#include "Training/TrainingSettings.h"

namespace dequantizer
{

/// The learning rate of minibatch `step` = 0 .. steps - 1: rises linearly over the warm-up, then changes as the
/// settings say until the last minibatch.
[[nodiscard]] double learningRateAt(const TrainingSettings& settings, long step);

} // namespace dequantizer
