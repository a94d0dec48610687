#pragma once

#include "Restoration/SolverSettings.h"

#include <map>
#include <mutex>
#include <utility>

namespace dequantizer
{

/// The models for any rate and depth, each loaded once. Several threads may use it concurrently.
class ModelCache
{
public:
    /// `options` must outlive the cache.
    explicit ModelCache(const SolverSettings& options) : solver(options) {}

    /// The model that SolverSettings::modelFor() chooses for audio quantised to `bits` bits at `sampleRate` (Hz).
    /// The reference is valid for the lifetime of the cache. Throws std::runtime_error with one sentence.
    [[nodiscard]] const ChosenModel& at(double sampleRate, int bits);

private:
    const SolverSettings& solver;
    std::mutex mutex;
    std::map<std::pair<double, int>, ChosenModel> models;
};

} // namespace dequantizer
