"""The benchmark's three models in SimPy, as its users write them: one process a person. Prints what,value,unit as CSV."""
import random
import sys
import time

import simpy


def queue(people, servers, rate, mean_stay):
    env = simpy.Environment()
    beds = simpy.Resource(env, servers)
    draw = random.Random(1)
    waited = [0.0]

    def person():
        came = env.now
        with beds.request() as bed:
            yield bed
            waited[0] += env.now - came
            yield env.timeout(draw.expovariate(1 / mean_stay))

    def source():
        for _ in range(people):
            yield env.timeout(draw.expovariate(rate))
            env.process(person())

    env.process(source())
    env.run()
    return waited[0] / people


def row(people, stages, rate):
    env = simpy.Environment()
    places = [(simpy.Resource(env, beds), mean_stay) for beds, mean_stay in stages]
    draw = random.Random(1)
    inside = [0.0]

    def person():
        came = env.now
        held = None
        for beds, mean_stay in places:
            bed = beds.request()
            yield bed
            if held:
                held[0].release(held[1])
            held = (beds, bed)
            yield env.timeout(draw.expovariate(1 / mean_stay))
        held[0].release(held[1])
        inside[0] += env.now - came

    def source():
        for _ in range(people):
            yield env.timeout(draw.expovariate(rate))
            env.process(person())

    env.process(source())
    env.run()
    return inside[0] / people


HOSPITAL = [(5, 4), (28, 48), (92, 168), (180, 336), (265, 504)]
MODELS = {
    "mm1": (100_000, lambda n: queue(n, 1, 0.9, 1)),
    "mmc": (100_000, lambda n: queue(n, 10, 9, 1)),
    "hospital": (10_000, lambda n: row(n, HOSPITAL, 0.5)),
}

for name, (people, run) in MODELS.items():
    begin = time.process_time()
    run(people)
    print(f"{name},{(time.process_time() - begin) / people * 1e9:.0f},ns a person")
    sys.stdout.flush()
