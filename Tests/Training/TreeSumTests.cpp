#include "Catch.h"

#include "Training/ThreadGroup.h"
#include "Training/TreeSum.h"

#include <atomic>
#include <random>

using namespace dequantizer;

namespace
{
using Values = std::vector<float>;

// The definition: the left subtree holds the largest power of two smaller than the number of leaves.
Values naiveSum(const std::vector<Values>& leaves, std::size_t first, std::size_t count)
{
    if (count == 1)
        return leaves[first];
    std::size_t left = 1;
    while (2 * left < count)
        left *= 2;
    auto sum = naiveSum(leaves, first, left);
    const auto other = naiveSum(leaves, first + left, count - left);
    for (std::size_t i = 0; i < sum.size(); ++i)
        sum[i] += other[i];
    return sum;
}

std::vector<Values> randomLeaves(std::size_t count, std::size_t size)
{
    static std::mt19937 generator(1);
    std::normal_distribution<float> normal;
    std::vector<Values> leaves(count, Values(size));
    for (auto& leaf : leaves)
        for (auto& value : leaf)
            value = normal(generator) * std::exp(4.0f * normal(generator));
    return leaves;
}
} // namespace

TEST_CASE("A sum in a tree does not depend on the number of threads", "[tree]")
{
    TreeSum tree; // one for all, so that its memory is reused at other sizes
    for (const std::size_t count : {1u, 2u, 3u, 4u, 5u, 7u, 8u, 9u, 31u, 33u, 100u})
        for (const std::size_t size : {1u, 5u, 1000u})
        {
            const auto leaves = randomLeaves(count, size);
            const auto expected = naiveSum(leaves, 0, count);
            for (const int threads : {1, 2, 3, 8})
            {
                CAPTURE(count, size, threads);
                std::atomic<int> written = 0;
                const auto sum = tree.sum(static_cast<int>(count), size, threads,
                                          [&](int thread, int leaf, std::span<float> vector)
                                          {
                                              if (thread < 0 || thread >= threads)
                                                  std::abort();
                                              const auto& values = leaves[static_cast<std::size_t>(leaf)];
                                              std::copy(values.begin(), values.end(), vector.begin());
                                              ++written;
                                          });
                CHECK(written == static_cast<int>(count));
                CHECK(Values(sum.begin(), sum.end()) == expected);
            }
        }
}

TEST_CASE("A sum in a tree does not depend on the number of processes", "[tree][processes]")
{
    for (const std::size_t count : {1u, 2u, 3u, 5u, 7u, 8u, 31u, 33u, 100u})
    {
        const auto leaves = randomLeaves(count, 10);
        const auto expected = naiveSum(leaves, 0, count);
        for (const int processes : {2, 3, 5, 8, 11})
            for (const int threads : {1, 2})
            {
                CAPTURE(count, processes, threads);
                std::atomic<int> written = 0, results = 0;
                Values result;
                const bool allReceived =
                    inThreadGroup(processes,
                                  [&](ProcessGroup& group)
                                  {
                                      TreeSum tree(group);
                                      for (int repetition = 0; repetition < 2; ++repetition)
                                      {
                                          const auto sum =
                                              tree.sum(static_cast<int>(count), 10, threads,
                                                       [&](int, int leaf, std::span<float> vector)
                                                       {
                                                           const auto& values = leaves[static_cast<std::size_t>(leaf)];
                                                           std::copy(values.begin(), values.end(), vector.begin());
                                                           ++written;
                                                       });
                                          if (sum.empty())
                                              continue;
                                          ++results;
                                          result.assign(sum.begin(), sum.end());
                                      }
                                  });
                CHECK(allReceived);
                CHECK(written == 2 * static_cast<int>(count));
                CHECK(results == 2); // of process 0 alone
                CHECK(result == expected);
            }
    }
}
