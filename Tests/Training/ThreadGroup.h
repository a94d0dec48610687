#pragma once

#include "Training/ProcessGroup.h"

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <map>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

namespace dequantizer
{

/// Messages between threads that stand for processes.
class Mailbox
{
public:
    void put(int from, int to, std::span<const std::byte> bytes)
    {
        const std::lock_guard lock(mutex);
        messages[{from, to}].emplace_back(bytes.begin(), bytes.end());
        arrived.notify_all();
    }

    [[nodiscard]] std::vector<std::byte> take(int from, int to)
    {
        std::unique_lock lock(mutex);
        auto& queue = messages[{from, to}];
        arrived.wait(lock, [&] { return !queue.empty(); });
        auto bytes = std::move(queue.front());
        queue.pop_front();
        return bytes;
    }

    /// Whether everything sent has been received.
    [[nodiscard]] bool isEmpty() const
    {
        for (const auto& [route, queue] : messages)
            if (!queue.empty())
                return false;
        return true;
    }

private:
    std::mutex mutex;
    std::condition_variable arrived;
    std::map<std::pair<int, int>, std::deque<std::vector<std::byte>>> messages;
};

/// A group whose processes are threads of this one.
class ThreadGroup final : public ProcessGroup
{
public:
    ThreadGroup(Mailbox& messages, int process, int processes) : mailbox(messages), number(process), count(processes) {}

    [[nodiscard]] int rank() const noexcept override { return number; }
    [[nodiscard]] int size() const noexcept override { return count; }
    void send(std::span<const std::byte> bytes, int to) override { mailbox.put(number, to, bytes); }

    void receive(std::span<std::byte> bytes, int from) override
    {
        const auto message = mailbox.take(from, number);
        if (message.size() != bytes.size())
            throw ProcessLost("a message has another length than its receiver expects");
        std::copy(message.begin(), message.end(), bytes.begin());
    }

    void broadcast(std::span<std::byte> bytes) override
    {
        if (number != 0)
            return receive(bytes, 0);
        for (int to = 1; to < count; ++to)
            send(bytes, to);
    }

private:
    Mailbox& mailbox;
    const int number, count;
};

/// Calls work(group) for each process of a group of `processes`, each on its own thread, and returns whether every
/// message was received.
template <typename Work>
[[nodiscard]] bool inThreadGroup(int processes, const Work& work)
{
    Mailbox mailbox;
    {
        std::vector<std::jthread> threads;
        for (int process = 0; process < processes; ++process)
            threads.emplace_back(
                [&, process]
                {
                    ThreadGroup group(mailbox, process, processes);
                    work(group);
                });
    }
    return mailbox.isEmpty();
}

} // namespace dequantizer
