#pragma once

#include "Training/ProcessGroup.h"

#include <mpi.h>

namespace dequantizer
{

/// The processes of MPI_COMM_WORLD. Only one object may exist in the life of a program, and only the thread that made
/// it may use it.
class MpiProcesses final : public ProcessGroup
{
public:
    /// Joins the others. MPI itself ends the program if that fails.
    MpiProcesses();
    /// Leaves the group, or ends the other processes if an exception is on its way.
    ~MpiProcesses() override;
    MpiProcesses(const MpiProcesses&) = delete;
    MpiProcesses& operator=(const MpiProcesses&) = delete;

    [[nodiscard]] int rank() const noexcept override { return number; }
    [[nodiscard]] int size() const noexcept override { return count; }
    void send(std::span<const std::byte> bytes, int to) override;
    void receive(std::span<std::byte> bytes, int from) override;
    void broadcast(std::span<std::byte> bytes) override;

private:
    // Calls start(piece) for pieces that MPI can count, and waits for each.
    template <typename Byte, typename Start>
    void inPieces(std::span<Byte> bytes, const Start& start);
    void wait(MPI_Request& request) const;

    int number = 0, count = 1, pending;
};

} // namespace dequantizer
