#pragma once

#include <functional>
#include <optional>

namespace dequantizer
{

/// The peak resident memory of the process while `work` runs, minus the resident memory before, in bytes. Empty if the
/// system does not provide the figures; they exist on Linux only. On other systems, `work` is not run.
[[nodiscard]] std::optional<double> peakResidentMemory(const std::function<void()>& work);

} // namespace dequantizer
