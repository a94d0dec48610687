#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <vector>

namespace dequantizer
{

/// Sums float vectors on several threads, in an order that does not depend on their number: in a binary tree whose left
/// subtree holds the largest power of two smaller than the number of leaves. Every aligned run of 2^a leaves is then a
/// subtree that one thread (or process) can sum independently.
class TreeSum
{
public:
    /// Writes leaf number `leaf` to `vector`. Called once for each leaf, on thread number `thread`. Must not throw.
    using WriteLeaf = std::function<void(int thread, int leaf, std::span<float> vector)>;

    /// The sum of `leaves` >= 1 vectors of `size` floats, computed by `threads` >= 1 threads. The result is valid until
    /// the next call, which reuses its memory.
    std::span<const float> sum(int leaves, std::size_t size, int threads, const WriteLeaf& writeLeaf);

private:
    void sumSubtree(int thread, int first, int count, const WriteLeaf& writeLeaf, std::span<float> target,
                    std::size_t depth);

    std::vector<std::vector<float>> subtrees;             // sums of aligned runs of leaves
    std::vector<std::vector<std::vector<float>>> scratch; // [thread][depth]: right subtrees in progress
};

} // namespace dequantizer
