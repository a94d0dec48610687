#pragma once

#include "Training/ProcessGroup.h"

#include <memory>
#include <stdexcept>
#include <string>

namespace dequantizer
{

/// The processes that `mpirun` or the MPI support of a cluster started with this one, or a group of one process if it
/// was started alone. May be called once. Throws std::runtime_error with one sentence if the program was built without
/// MPI and MPI started it together with others.
///
/// A process that waits for another one gives up with ProcessLost after an interruption (see Interruption.h): when a
/// process is killed, mpirun sends SIGTERM to the others. If the group is destroyed while an exception is on its way,
/// the remaining processes are ended as well.
[[nodiscard]] std::unique_ptr<ProcessGroup> joinProcesses();

/// Ends the program with status 1 and without a message, because process 0 has reported the error.
class AlreadyReported : public std::runtime_error
{
public:
    AlreadyReported() : std::runtime_error("process 0 has reported the error") {}
};

/// Calls `work()` in every process and waits for all of them. If it throws in one, throws in all: with one process what
/// `work` throws; with several, process 0 writes the first failing process's sentence to standard error, and all throw
/// AlreadyReported.
template <typename Work>
void inAllProcesses(ProcessGroup& processes, const Work& work);

/// The end of inAllProcesses(); `error` is empty for success. With one process it throws std::runtime_error.
void agreeOnError(ProcessGroup& processes, const std::string& error);

template <typename Work>
void inAllProcesses(ProcessGroup& processes, const Work& work)
{
    if (processes.size() == 1)
        return work();
    std::string error;
    try
    {
        work();
    }
    catch (const ProcessLost&)
    {
        throw;
    }
    catch (const std::exception& failure)
    {
        error = failure.what();
    }
    agreeOnError(processes, error);
}

} // namespace dequantizer
