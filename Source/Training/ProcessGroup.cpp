#include "Training/ProcessGroup.h"

#include <cstdint>

namespace dequantizer
{

namespace
{
template <typename Value>
std::span<std::byte> bytesOf(Value& value)
{
    return std::as_writable_bytes(std::span(&value, 1));
}
} // namespace

void OneProcess::send(std::span<const std::byte>, int)
{
    throw std::logic_error("this run has one process");
}

void OneProcess::receive(std::span<std::byte>, int)
{
    throw std::logic_error("this run has one process");
}

ProcessGroup& oneProcess() noexcept
{
    static OneProcess process;
    return process;
}

bool anyProcess(ProcessGroup& processes, bool value)
{
    auto any = static_cast<std::uint8_t>(value);
    if (processes.rank() != 0)
        processes.send(bytesOf(any), 0);
    else
        for (int from = 1; from < processes.size(); ++from)
        {
            std::uint8_t other = 0;
            processes.receive(bytesOf(other), from);
            any |= other;
        }
    processes.broadcast(bytesOf(any));
    return any != 0;
}

void broadcastText(ProcessGroup& processes, std::string& text)
{
    std::uint64_t length = text.size();
    processes.broadcast(bytesOf(length));
    text.resize(length);
    processes.broadcast(std::as_writable_bytes(std::span(text)));
}

void sendText(ProcessGroup& processes, const std::string& text, int to)
{
    const std::uint64_t length = text.size();
    processes.send(std::as_bytes(std::span(&length, 1)), to);
    processes.send(std::as_bytes(std::span(text)), to);
}

std::string receiveText(ProcessGroup& processes, int from)
{
    std::uint64_t length = 0;
    processes.receive(bytesOf(length), from);
    std::string text(length, '\0');
    processes.receive(std::as_writable_bytes(std::span(text)), from);
    return text;
}

} // namespace dequantizer
