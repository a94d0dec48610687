#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <vector>

namespace dequantizer
{

/// Sums vectors of floats by several threads in an order that does not depend on how many there are: in a binary tree
/// whose left subtree has the largest power of two of leaves that is smaller than their number. Every aligned run of
/// 2^a leaves is then a subtree, which one thread (or one process) can sum by itself.
class TreeSum
{
public:
    /// Writes leaf number `leaf` to `vector`; called by thread number `thread`, once for each leaf. Must not throw.
    using WriteLeaf = std::function<void(int thread, int leaf, std::span<float> vector)>;

    /// The sum of `leaves` >= 1 vectors of `size` floats, by `threads` >= 1 threads. It stays valid until the next
    /// call; its memory is used again.
    std::span<const float> sum(int leaves, std::size_t size, int threads, const WriteLeaf& writeLeaf);

private:
    void sumSubtree(int thread, int first, int count, const WriteLeaf& writeLeaf, std::span<float> target,
                    std::size_t depth);

    std::vector<std::vector<float>> subtrees;             // sums of aligned runs of leaves
    std::vector<std::vector<std::vector<float>>> scratch; // [thread][depth]: right subtrees in the making
};

} // namespace dequantizer
