#pragma once

#include "Training/TrainingSettings.h"

namespace dequantizer
{

/// The learning rate of minibatch `step` = 0 .. steps - 1: it rises linearly during the warm-up, then follows
/// `settings.decay` until the last minibatch.
[[nodiscard]] double learningRateAt(const TrainingSettings& settings, long step);

} // namespace dequantizer
