#include "Companion/Reproduce/ShareCells.h"

#include "Companion/JoinProcesses.h"

#include <algorithm>
#include <numeric>
#include <stdexcept>

namespace dequantizer
{

namespace
{
std::vector<int> ownersByWork(std::span<const double> work, int processes)
{
    std::vector<std::size_t> order(work.size());
    std::iota(order.begin(), order.end(), std::size_t(0));
    std::ranges::stable_sort(order, [&](std::size_t one, std::size_t other) { return work[one] > work[other]; });
    std::vector<double> load(static_cast<std::size_t>(processes), 0.0);
    std::vector<int> owners(work.size());
    for (const auto cell : order)
    {
        const auto least = std::ranges::min_element(load);
        *least += work[cell];
        owners[cell] = static_cast<int>(least - load.begin());
    }
    return owners;
}
} // namespace

std::vector<std::size_t> ownCells(ProcessGroup& processes, std::span<const double> work)
{
    // Process 0 decides, because the amounts of work may differ once it has begun to write results.
    auto count = work.size();
    processes.broadcast(std::as_writable_bytes(std::span(&count, 1)));
    inAllProcesses(processes,
                   [&]
                   {
                       if (count != work.size())
                           throw std::runtime_error("the output folder here is not that of process 0");
                   });
    auto owners = ownersByWork(work, processes.size());
    processes.broadcast(std::as_writable_bytes(std::span(owners)));
    std::vector<std::size_t> own;
    for (std::size_t cell = 0; cell < owners.size(); ++cell)
        if (owners[cell] == processes.rank())
            own.push_back(cell);
    return own;
}

} // namespace dequantizer
