#include "Companion/MpiProcesses.h"

#include "Companion/Interruption.h"

#include <algorithm>
#include <chrono>
#include <exception>
#include <optional>
#include <thread>

namespace dequantizer
{

namespace
{
// mpirun sends SIGTERM to the survivors when a process has been killed, and SIGKILL a second later.
constexpr auto grace = std::chrono::milliseconds(300);

void require(int result)
{
    if (result != MPI_SUCCESS)
        throw ProcessLost("the connection to another process of the run is lost");
}
} // namespace

MpiProcesses::MpiProcesses() : pending(std::uncaught_exceptions())
{
    int provided = 0;
    MPI_Init_thread(nullptr, nullptr, MPI_THREAD_FUNNELED, &provided);
    MPI_Comm_set_errhandler(MPI_COMM_WORLD, MPI_ERRORS_RETURN);
    MPI_Comm_rank(MPI_COMM_WORLD, &number);
    MPI_Comm_size(MPI_COMM_WORLD, &count);
}

MpiProcesses::~MpiProcesses()
{
    // MPI_Finalize() waits for all processes. After an error, a process that ends without it makes mpirun end the
    // others, after this one has reported the error.
    if (std::uncaught_exceptions() == pending)
        MPI_Finalize();
}

template <typename Byte, typename Start>
void MpiProcesses::inPieces(std::span<Byte> bytes, const Start& start)
{
    constexpr std::size_t largest = std::size_t(1) << 30;
    while (!bytes.empty())
    {
        const auto piece = bytes.first(std::min(bytes.size(), largest));
        MPI_Request request;
        require(start(piece.data(), static_cast<int>(piece.size()), &request));
        wait(request);
        bytes = bytes.subspan(piece.size());
    }
}

void MpiProcesses::send(std::span<const std::byte> bytes, int to)
{
    inPieces(bytes, [to](const std::byte* data, int length, MPI_Request* request)
             { return MPI_Isend(data, length, MPI_BYTE, to, 0, MPI_COMM_WORLD, request); });
}

void MpiProcesses::receive(std::span<std::byte> bytes, int from)
{
    inPieces(bytes, [from](std::byte* data, int length, MPI_Request* request)
             { return MPI_Irecv(data, length, MPI_BYTE, from, 0, MPI_COMM_WORLD, request); });
}

void MpiProcesses::broadcast(std::span<std::byte> bytes)
{
    inPieces(bytes, [](std::byte* data, int length, MPI_Request* request)
             { return MPI_Ibcast(data, length, MPI_BYTE, 0, MPI_COMM_WORLD, request); });
}

// Not MPI_Wait(), which would wait for ever for a process that has been killed and occupy a core meanwhile.
void MpiProcesses::wait(MPI_Request& request) const
{
    using Clock = std::chrono::steady_clock;
    constexpr int eager = 2000;
    std::optional<Clock::time_point> interrupted;
    for (long tries = 0;; ++tries)
    {
        int done = 0;
        require(MPI_Test(&request, &done, MPI_STATUS_IGNORE));
        if (done != 0)
            return;
        if (Interruption::requested())
        {
            const auto now = Clock::now();
            if (!interrupted)
                interrupted = now;
            else if (now - *interrupted > grace)
                throw ProcessLost("stopped while waiting for another process of the run");
        }
        if (tries > eager)
            std::this_thread::sleep_for(std::chrono::microseconds(50));
    }
}

} // namespace dequantizer
