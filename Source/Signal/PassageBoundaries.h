#pragma once

#include "Signal/GridPassages.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace dequantizer
{

/// Finds the boundaries of the passages of a sound to the sample, in a second reading of the sound.
///
/// A boundary is where fewest samples lie on the grid of the wrong side only. Samples that fit both sides, such as
/// those of a quiet end, go to the side with the finer grid, or with none, because cells that are too wide do harm.
/// Memory does not depend on the length of the sound.
class PassageBoundaries
{
public:
    /// `passages` are those of PassageSurvey for the whole sound; `channels` >= 1.
    PassageBoundaries(std::vector<GridPassage> passages, int channels);

    /// Reads `samples` more finite samples of each channel. The size of the portions does not affect the result.
    void process(const float* const* channels, std::size_t samples);

    /// The passages with their boundaries moved, of all samples so far. A passage may have become empty.
    [[nodiscard]] std::vector<GridPassage> passages() const;

private:
    // The search for one boundary in one channel: the evidence that the samples so far belong to the passage after it,
    // and where it was least.
    struct Search
    {
        std::int64_t evidence = 0, least = 0;
        std::uint64_t first = 0, last = 0; // positions at which it was least
    };

    void startPassage();
    void process(const float* const* channels, std::size_t offset, std::uint64_t count);
    void decide(const std::vector<Search>& searches, std::size_t boundary);

    std::vector<GridPassage> all;
    std::vector<std::uint64_t> found;  // where each passage begins
    std::vector<Search> before, after; // for the boundaries of the current passage, one for each channel
    std::size_t current = 0;           // passage
    std::uint64_t position = 0;
};

} // namespace dequantizer
