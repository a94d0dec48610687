#include "Training/TreeSum.h"

#include "Training/ParallelFor.h"

#include <algorithm>
#include <atomic>
#include <bit>

namespace dequantizer
{

namespace
{
// The number of leaves in the left subtree.
int leftOf(int count)
{
    return static_cast<int>(std::bit_floor(static_cast<unsigned>(count - 1)));
}

void add(std::span<const float> other, std::span<float> target)
{
    for (std::size_t i = 0; i < target.size(); ++i)
        target[i] += other[i];
}

// Adds the elements [begin, end) of the vectors first .. first + count - 1 to those of the first.
void addUp(std::vector<std::vector<float>>& vectors, int first, int count, std::size_t begin, std::size_t end)
{
    if (count == 1)
        return;
    const int left = leftOf(count);
    addUp(vectors, first, left, begin, end);
    addUp(vectors, first + left, count - left, begin, end);
    add(std::span(vectors[static_cast<std::size_t>(first + left)]).subspan(begin, end - begin),
        std::span(vectors[static_cast<std::size_t>(first)]).subspan(begin, end - begin));
}
} // namespace

void TreeSum::sumSubtree(int thread, int first, int count, const WriteLeaf& writeLeaf, std::span<float> target,
                         std::size_t depth)
{
    if (count == 1)
        return writeLeaf(thread, first, target);
    const int left = leftOf(count);
    sumSubtree(thread, first, left, writeLeaf, target, depth + 1);
    auto& own = scratch[static_cast<std::size_t>(thread)];
    if (own.size() <= depth)
        own.resize(depth + 1);
    own[depth].resize(target.size());
    // A copy of the span, because the recursion may grow `own`, which moves the vectors but not their contents.
    const std::span<float> other = own[depth];
    sumSubtree(thread, first + left, count - left, writeLeaf, other, depth + 1);
    add(other, target);
}

std::span<const float> TreeSum::sum(int leaves, std::size_t size, int threads, const WriteLeaf& writeLeaf)
{
    // Runs are short enough to keep all threads busy to the end, and long enough to need little memory.
    constexpr int runsPerThread = 4;
    const auto most = static_cast<unsigned>(leaves);
    const int run =
        threads == 1
            ? static_cast<int>(std::bit_ceil(most))
            : static_cast<int>(std::bit_floor(std::max(1u, most / static_cast<unsigned>(threads * runsPerThread))));
    const int runs = (leaves + run - 1) / run;
    subtrees.resize(std::max(subtrees.size(), static_cast<std::size_t>(runs)));
    for (int r = 0; r < runs; ++r)
        subtrees[static_cast<std::size_t>(r)].resize(size);
    scratch.resize(std::max(scratch.size(), static_cast<std::size_t>(threads)));

    std::atomic<int> next = 0;
    parallelFor(threads,
                [&](int thread)
                {
                    for (int r = next++; r < runs; r = next++)
                        sumSubtree(thread, r * run, std::min(run, leaves - r * run), writeLeaf,
                                   subtrees[static_cast<std::size_t>(r)], 0);
                });
    // Each thread adds its own range of elements of all vectors.
    parallelFor(threads,
                [&](int thread)
                {
                    const auto begin = size * static_cast<std::size_t>(thread) / static_cast<std::size_t>(threads);
                    const auto end = size * static_cast<std::size_t>(thread + 1) / static_cast<std::size_t>(threads);
                    addUp(subtrees, 0, runs, begin, end);
                });
    return subtrees.front();
}

} // namespace dequantizer
