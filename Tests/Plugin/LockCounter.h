#pragma once

namespace dequantizer
{

/// Counts what could make the thread that made it wait for another: the calls that take, try or wait for a mutex, a
/// read-write lock, a spin lock, a condition or a semaphore of the C library, on which those of C++ and JUCE are built.
class LockCounter
{
public:
    LockCounter() noexcept;
    ~LockCounter();
    LockCounter(const LockCounter&) = delete;
    LockCounter& operator=(const LockCounter&) = delete;

    [[nodiscard]] long count() const noexcept;

    /// False where this build has no means to count.
    [[nodiscard]] static bool works() noexcept;
};

} // namespace dequantizer
