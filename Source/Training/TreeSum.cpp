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

// Adds the elements [begin, end) of all vectors to those of the first.
void addUp(std::span<std::vector<float>> vectors, std::size_t begin, std::size_t end)
{
    if (vectors.size() == 1)
        return;
    const auto left = static_cast<std::size_t>(leftOf(static_cast<int>(vectors.size())));
    addUp(vectors.first(left), begin, end);
    addUp(vectors.subspan(left), begin, end);
    add(std::span(vectors[left]).subspan(begin, end - begin), std::span(vectors[0]).subspan(begin, end - begin));
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

int TreeSum::firstRunOf(int process) const
{
    // Rounded up, so that process 0, which gets the result, has the first run even if there are fewer runs than
    // processes.
    return static_cast<int>((static_cast<long>(runs) * process + processes.size() - 1) / processes.size());
}

int TreeSum::ownerOf(int run) const
{
    int process = 0;
    while (firstRunOf(process + 1) <= run)
        ++process;
    return process;
}

// Every process visits the tree in the same order, so that each message meets the call that receives it.
void TreeSum::combine(int first, int count, int threads)
{
    if (first + count <= ownRuns.first || first >= ownRuns.end)
        return;
    if (first >= ownRuns.first && first + count <= ownRuns.end)
    {
        const auto own = std::span(subtrees).subspan(static_cast<std::size_t>(first - ownRuns.first),
                                                     static_cast<std::size_t>(count));
        const auto size = own.front().size();
        // Each thread adds its own range of elements of all vectors.
        return parallelFor(threads,
                           [&](int thread)
                           {
                               const auto begin =
                                   size * static_cast<std::size_t>(thread) / static_cast<std::size_t>(threads);
                               const auto end =
                                   size * static_cast<std::size_t>(thread + 1) / static_cast<std::size_t>(threads);
                               addUp(own, begin, end);
                           });
    }
    const int left = leftOf(count);
    combine(first, left, threads);
    combine(first + left, count - left, threads);
    const int target = ownerOf(first), source = ownerOf(first + left), here = processes.rank();
    if (target == source)
    {
        if (target == here)
            add(sumOf(first + left), sumOf(first));
    }
    else if (source == here)
        processes.send(std::as_bytes(std::span(sumOf(first + left))), target);
    else if (target == here)
    {
        received.resize(sumOf(first).size());
        processes.receive(std::as_writable_bytes(std::span(received)), source);
        add(received, sumOf(first));
    }
}

std::span<const float> TreeSum::sum(int leaves, std::size_t size, int threads, const WriteLeaf& writeLeaf)
{
    // Runs are short enough to keep all threads busy to the end, and long enough to need little memory.
    constexpr int runsPerThread = 4;
    const auto most = static_cast<unsigned>(leaves);
    const int workers = threads * processes.size();
    const int run =
        workers == 1
            ? static_cast<int>(std::bit_ceil(most))
            : static_cast<int>(std::bit_floor(std::max(1u, most / static_cast<unsigned>(workers * runsPerThread))));
    runs = (leaves + run - 1) / run;
    ownRuns = {firstRunOf(processes.rank()), firstRunOf(processes.rank() + 1)};
    const auto own = static_cast<std::size_t>(ownRuns.end - ownRuns.first);
    subtrees.resize(std::max(subtrees.size(), own));
    for (std::size_t r = 0; r < own; ++r)
        subtrees[r].resize(size);
    scratch.resize(std::max(scratch.size(), static_cast<std::size_t>(threads)));

    std::atomic<int> next = ownRuns.first;
    parallelFor(threads,
                [&](int thread)
                {
                    for (int r = next++; r < ownRuns.end; r = next++)
                        sumSubtree(thread, r * run, std::min(run, leaves - r * run), writeLeaf, sumOf(r), 0);
                });
    combine(0, runs, threads);
    if (processes.rank() != 0)
        return {};
    return subtrees.front();
}

} // namespace dequantizer
