#include "Plugin/LockCounter.h"

#include <cstddef> // identifies the C library

#if defined(__GLIBC__) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#define DEQUANTIZER_COUNTS_LOCKS 1
#else
#define DEQUANTIZER_COUNTS_LOCKS 0
#endif

namespace
{
thread_local bool countingLocks = false;
thread_local long countedLocks = 0;
} // namespace

#if DEQUANTIZER_COUNTS_LOCKS
#include <ctime>
#include <dlfcn.h>
#include <pthread.h>
#include <semaphore.h>

namespace
{
// Counts the call and forwards it to the C library's function, which the definition below hides.
template <typename Result, typename... Arguments>
Result countAndCall(const char* name, Result (*&original)(Arguments...), Arguments... arguments) noexcept
{
    if (countingLocks)
        ++countedLocks;
    if (original == nullptr)
        original = reinterpret_cast<Result (*)(Arguments...)>(dlsym(RTLD_NEXT, name));
    return original(arguments...);
}
} // namespace

// Each definition replaces the C library's in the whole program.
#define COUNTED(name, Type)                                                                                            \
    __attribute__((visibility("default"))) int name(Type* object) noexcept                                             \
    {                                                                                                                  \
        static int (*original)(Type*) = nullptr;                                                                       \
        return countAndCall(#name, original, object);                                                                  \
    }

extern "C"
{
    COUNTED(pthread_mutex_lock, pthread_mutex_t)
    COUNTED(pthread_mutex_trylock, pthread_mutex_t)
    COUNTED(pthread_rwlock_rdlock, pthread_rwlock_t)
    COUNTED(pthread_rwlock_wrlock, pthread_rwlock_t)
    COUNTED(pthread_rwlock_tryrdlock, pthread_rwlock_t)
    COUNTED(pthread_rwlock_trywrlock, pthread_rwlock_t)
    COUNTED(pthread_cond_signal, pthread_cond_t)
    COUNTED(pthread_cond_broadcast, pthread_cond_t)
    COUNTED(sem_post, sem_t)

    __attribute__((visibility("default"))) int pthread_spin_lock(pthread_spinlock_t* lock) noexcept
    {
        static int (*original)(pthread_spinlock_t*) = nullptr;
        return countAndCall("pthread_spin_lock", original, lock);
    }

    __attribute__((visibility("default"))) int pthread_cond_wait(pthread_cond_t* condition, pthread_mutex_t* mutex)
    {
        static int (*original)(pthread_cond_t*, pthread_mutex_t*) = nullptr;
        return countAndCall("pthread_cond_wait", original, condition, mutex);
    }

    __attribute__((visibility("default"))) int pthread_cond_timedwait(pthread_cond_t* condition, pthread_mutex_t* mutex,
                                                                      const timespec* until)
    {
        static int (*original)(pthread_cond_t*, pthread_mutex_t*, const timespec*) = nullptr;
        return countAndCall("pthread_cond_timedwait", original, condition, mutex, until);
    }

    __attribute__((visibility("default"))) int sem_wait(sem_t* semaphore)
    {
        static int (*original)(sem_t*) = nullptr;
        return countAndCall("sem_wait", original, semaphore);
    }
}
#undef COUNTED
#endif

namespace dequantizer
{

LockCounter::LockCounter() noexcept
{
    countedLocks = 0;
    countingLocks = true;
}

LockCounter::~LockCounter()
{
    countingLocks = false;
}

long LockCounter::count() const noexcept
{
    return countedLocks;
}

bool LockCounter::works() noexcept
{
    return DEQUANTIZER_COUNTS_LOCKS != 0;
}

} // namespace dequantizer
