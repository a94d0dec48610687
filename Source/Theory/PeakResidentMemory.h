#pragma once

#include <functional>
#include <optional>

namespace dequantizer
{

/// The most memory, in bytes, that the process had resident while `work` ran, above what it had before. None where the
/// system cannot tell, which is everywhere but on Linux; `work` is then not run.
[[nodiscard]] std::optional<double> peakResidentMemory(const std::function<void()>& work);

} // namespace dequantizer
