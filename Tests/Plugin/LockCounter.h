#pragma once

namespace dequantizer
{

/// Counts the calling thread's synchronisation calls during its lifetime: those that lock, try or wait for a mutex, a
/// read-write lock, a spin lock, a condition or a semaphore of the C library, on which C++ and JUCE build theirs.
class LockCounter
{
public:
    LockCounter() noexcept;
    ~LockCounter();
    LockCounter(const LockCounter&) = delete;
    LockCounter& operator=(const LockCounter&) = delete;

    [[nodiscard]] long count() const noexcept;

    /// Whether this build can count.
    [[nodiscard]] static bool works() noexcept;
};

} // namespace dequantizer
