#pragma once

#include "Companion/SolverOptions.h"

#include <map>
#include <mutex>
#include <utility>

namespace dequantizer
{

/// The models that restore sounds of any rate and depth, each loaded once. May be used by several threads at once.
class ModelCache
{
public:
    /// `options` must outlive the cache.
    explicit ModelCache(const SolverOptions& options) : solver(options) {}

    /// The model that SolverOptions::modelFor() chooses for sound quantised to `bits` bits at its own rate `sampleRate`
    /// (Hz). The reference lasts as long as the cache. Throws std::runtime_error with one sentence.
    [[nodiscard]] const ChosenModel& at(double sampleRate, int bits);

private:
    const SolverOptions& solver;
    std::mutex mutex;
    std::map<std::pair<double, int>, ChosenModel> models;
};

} // namespace dequantizer
