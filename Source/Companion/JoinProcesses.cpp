#include "Companion/JoinProcesses.h"

#ifdef DEQUANTIZER_MPI
#include "Companion/MpiProcesses.h"
#endif

#include <algorithm>
#include <array>
#include <cstdlib>
#include <iostream>
#include <string>

namespace dequantizer
{

namespace
{
const char* environment(const char* variable)
{
    return std::getenv(variable); // NOLINT(concurrency-mt-unsafe): there are no other threads yet
}

#ifdef DEQUANTIZER_MPI
// Set by Open MPI, by MPICH and Slurm's PMI-2, and by PMIx. Joining costs a third of a second, so it is not tried
// without.
bool startedByMpi()
{
    constexpr std::array variables{"OMPI_COMM_WORLD_SIZE", "PMI_SIZE", "PMIX_RANK"};
    return std::ranges::any_of(variables, [](const char* variable) { return environment(variable) != nullptr; });
}
#else
// Whether there are others, which would write the same files. A single process of mpirun or srun runs as it is.
bool startedWithOthers()
{
    constexpr std::array variables{"OMPI_COMM_WORLD_SIZE", "PMI_SIZE", "SLURM_STEP_NUM_TASKS"};
    return std::ranges::any_of(variables,
                               [](const char* variable)
                               {
                                   const auto* const count = environment(variable);
                                   return count != nullptr && std::strtol(count, nullptr, 10) > 1;
                               });
}
#endif
} // namespace

std::unique_ptr<ProcessGroup> joinProcesses()
{
#ifdef DEQUANTIZER_MPI
    if (startedByMpi())
        return std::make_unique<MpiProcesses>();
#else
    if (startedWithOthers())
        throw std::runtime_error("this program was built without MPI (DEQUANTIZER_MPI) and cannot share a run");
#endif
    return std::make_unique<OneProcess>();
}

void agreeOnError(ProcessGroup& processes, const std::string& error)
{
    if (processes.size() == 1)
    {
        if (!error.empty())
            throw std::runtime_error(error);
        return;
    }
    auto first = error;
    gatherText(processes, error,
               [&](int from, const std::string& text)
               {
                   if (first.empty() && !text.empty())
                       first.assign("process ").append(std::to_string(from)).append(": ").append(text);
               });
    // Before the others end: mpirun then ends this process too.
    if (processes.rank() == 0 && !first.empty())
        std::cerr << "dequantizer: " << first << std::endl;
    broadcastText(processes, first);
    if (!first.empty())
        throw AlreadyReported();
}

} // namespace dequantizer
