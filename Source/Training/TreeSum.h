#pragma once

#include "Training/ProcessGroup.h"

#include <cstddef>
#include <functional>
#include <span>
#include <vector>

namespace dequantizer
{

/// Sums float vectors on several threads and in several processes, in an order that does not depend on their number: in
/// a binary tree whose left subtree holds the largest power of two smaller than the number of leaves. Every aligned run
/// of 2^a leaves is then a subtree that one thread can sum independently. Each process computes consecutive runs and
/// sends the sums of whole subtrees.
class TreeSum
{
public:
    /// `group` must outlive this object.
    explicit TreeSum(ProcessGroup& group = oneProcess()) : processes(group) {}

    /// Writes leaf number `leaf` to `vector`. Called once for each leaf that this process computes, on thread number
    /// `thread`. Must not throw.
    using WriteLeaf = std::function<void(int thread, int leaf, std::span<float> vector)>;

    /// The sum of `leaves` >= 1 vectors of `size` floats, computed by `threads` >= 1 threads of each process. All
    /// processes must call it with equal arguments, and the same leaves must be written wherever they are computed. The
    /// result is valid until the next call, which reuses its memory. Only process 0 gets it; for others it is empty.
    std::span<const float> sum(int leaves, std::size_t size, int threads, const WriteLeaf& writeLeaf);

private:
    void sumSubtree(int thread, int first, int count, const WriteLeaf& writeLeaf, std::span<float> target,
                    std::size_t depth);
    // Adds the sums of runs [first, first + count) to that of the first.
    void combine(int first, int count, int threads);
    [[nodiscard]] int firstRunOf(int process) const;
    [[nodiscard]] int ownerOf(int run) const;
    [[nodiscard]] std::vector<float>& sumOf(int run) { return subtrees[static_cast<std::size_t>(run - ownRuns.first)]; }

    struct Range
    {
        int first = 0, end = 0;
    };

    ProcessGroup& processes;
    int runs = 0;
    Range ownRuns;
    std::vector<std::vector<float>> subtrees;             // sums of this process's runs
    std::vector<float> received;                          // that of another process
    std::vector<std::vector<std::vector<float>>> scratch; // [thread][depth]: right subtrees in progress
};

} // namespace dequantizer
