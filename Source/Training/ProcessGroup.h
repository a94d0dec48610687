#pragma once

#include <cstddef>
#include <span>
#include <stdexcept>
#include <string>

namespace dequantizer
{

/// Why the processes of a run cannot go on together: another process has ended, or the connection to it is lost.
class ProcessLost : public std::runtime_error
{
public:
    using std::runtime_error::runtime_error;
};

/// The processes that share a run, on one machine or on several with the same kind of processor. All of them call the
/// same functions in the same order; process 0 owns the result. Bytes arrive as they were sent, in order. Every
/// function that communicates throws ProcessLost if another process is gone.
class ProcessGroup
{
public:
    virtual ~ProcessGroup() = default;

    /// The number of this process, 0 .. size() - 1.
    [[nodiscard]] virtual int rank() const noexcept = 0;
    /// The number of processes, >= 1.
    [[nodiscard]] virtual int size() const noexcept = 0;

    /// Sends bytes to another process, which must receive() as many from this one.
    virtual void send(std::span<const std::byte> bytes, int to) = 0;
    virtual void receive(std::span<std::byte> bytes, int from) = 0;

    /// Copies the bytes of process 0 to all others.
    virtual void broadcast(std::span<std::byte> bytes) = 0;
};

/// A group of one process, for runs that are not shared. There is nobody to send to or receive from.
class OneProcess final : public ProcessGroup
{
public:
    [[nodiscard]] int rank() const noexcept override { return 0; }
    [[nodiscard]] int size() const noexcept override { return 1; }
    void send(std::span<const std::byte>, int) override;
    void receive(std::span<std::byte>, int) override;
    void broadcast(std::span<std::byte>) override {}
};

[[nodiscard]] ProcessGroup& oneProcess() noexcept;

/// Whether `value` is true in any process. The answer is the same in all of them.
[[nodiscard]] bool anyProcess(ProcessGroup& processes, bool value);

/// Copies the text of process 0 to all others.
void broadcastText(ProcessGroup& processes, std::string& text);

/// Copies the text of every other process to process 0, which passes them to `use(rank, text)` in order.
template <typename Use>
void gatherText(ProcessGroup& processes, const std::string& text, const Use& use);

void sendText(ProcessGroup& processes, const std::string& text, int to);
[[nodiscard]] std::string receiveText(ProcessGroup& processes, int from);

template <typename Use>
void gatherText(ProcessGroup& processes, const std::string& text, const Use& use)
{
    if (processes.rank() != 0)
        return sendText(processes, text, 0);
    for (int from = 1; from < processes.size(); ++from)
        use(from, receiveText(processes, from));
}

} // namespace dequantizer
