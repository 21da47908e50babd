import { createContext, type ReactNode, useContext, useEffect, useState, useSyncExternalStore } from 'react';
import { Device, type DeviceSummary } from './device.ts';

const DeviceContext = createContext<Device | null>(null);

/** The signed-in person's work on this device. */
export function useDevice(): Device {
  const device = useContext(DeviceContext);
  if (!device) throw new Error('Work is kept on the device inside DeviceProvider.');
  return device;
}

export function useDeviceSummary(): DeviceSummary {
  const device = useDevice();
  return useSyncExternalStore(device.subscribe, device.getSummary, device.getSummary);
}

export interface DeviceProviderProps {
  personId: string;
  /** Seals what lies on the device; null where the server gives none. */
  deviceKey: string | null;
  children: ReactNode;
}

/** Opens the outbox of the signed-in person and sends what lies in it, on whatever page they are. */
export function DeviceProvider({ personId, deviceKey, children }: DeviceProviderProps) {
  return (
    // Another person in this tab has another device.
    <OnePersonsDevice key={personId} personId={personId} deviceKey={deviceKey}>
      {children}
    </OnePersonsDevice>
  );
}

function OnePersonsDevice({ personId, deviceKey, children }: DeviceProviderProps) {
  const [device] = useState(() => new Device(personId, deviceKey));
  useEffect(() => device.start(), [device]);
  return <DeviceContext value={device}>{children}</DeviceContext>;
}
